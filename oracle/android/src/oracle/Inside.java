package oracle;

import java.lang.reflect.Field;
import sun.misc.Unsafe;

/** Reaches what the libraries keep to themselves. */
final class Inside {
  private Inside() {}

  /** An object whose constructor was not run: those of the sign-in pages want a browser. */
  static <T> T without(Class<T> type) throws ReflectiveOperationException {
    Field unsafe = Unsafe.class.getDeclaredField("theUnsafe");
    unsafe.setAccessible(true);
    return type.cast(((Unsafe) unsafe.get(null)).allocateInstance(type));
  }

  static Object get(Object object, String name) throws ReflectiveOperationException {
    return field(object.getClass(), name).get(object);
  }

  static void set(Object object, String name, Object value) throws ReflectiveOperationException {
    field(object.getClass(), name).set(object, value);
  }

  private static Field field(Class<?> type, String name) throws NoSuchFieldException {
    for (Class<?> one = type; one != null; one = one.getSuperclass()) {
      for (Field field : one.getDeclaredFields()) {
        if (!field.getName().equals(name)) continue;
        field.setAccessible(true);
        return field;
      }
    }
    throw new NoSuchFieldException(name + " of " + type.getName());
  }
}
