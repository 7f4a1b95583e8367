package android.os;

/** Stands in for the real one, which asks native code of a device. */
public final class Build {
  public static final String BRAND = "none";
  public static final String DEVICE = "none";
  public static final String FINGERPRINT = "none";
  public static final String HARDWARE = "none";
  public static final String MANUFACTURER = "none";
  public static final String MODEL = "none";
  public static final String PRODUCT = "none";
  public static final String TYPE = "user";

  private Build() {}

  public static final class VERSION {
    public static final String CODENAME = "REL";
    public static final String INCREMENTAL = "0";
    public static final String RELEASE = "14";
    public static final int SDK_INT = 34;

    private VERSION() {}
  }
}
