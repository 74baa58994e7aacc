package org.fovea.imaging.geometry;

/**
 * A point or direction in the patient coordinate system: x grows to the patient's left, y to the
 * back, z to the head, in millimetres (DICOM PS3.3 C.7.6.2.1.1).
 */
public record Vec3(double x, double y, double z) {

  public Vec3 plus(Vec3 o) {
    return new Vec3(x + o.x, y + o.y, z + o.z);
  }

  public Vec3 minus(Vec3 o) {
    return new Vec3(x - o.x, y - o.y, z - o.z);
  }

  public Vec3 times(double f) {
    return new Vec3(x * f, y * f, z * f);
  }

  public double dot(Vec3 o) {
    return x * o.x + y * o.y + z * o.z;
  }

  public Vec3 cross(Vec3 o) {
    return new Vec3(y * o.z - z * o.y, z * o.x - x * o.z, x * o.y - y * o.x);
  }

  public double length() {
    return Math.sqrt(dot(this));
  }

  /**
   * The same direction with length 1.
   *
   * @throws ArithmeticException for a vector without length
   */
  public Vec3 unit() {
    double length = length();
    if (!(length > 0)) {
      throw new ArithmeticException("a vector without length has no direction");
    }
    return times(1 / length);
  }
}
