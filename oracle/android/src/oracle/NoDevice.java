package oracle;

import android.content.Context;
import android.content.ContextWrapper;

/** The context of an app without a device below it. */
final class NoDevice extends ContextWrapper {
  NoDevice() {
    super(null);
  }

  @Override
  public Context getApplicationContext() {
    return this;
  }

  @Override
  public String getPackageName() {
    return "oracle";
  }
}
