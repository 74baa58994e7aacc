package org.fovea.common;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** The words of one room, from {@code messages.properties} beside its classes. */
public final class Text {
  private final ResourceBundle bundle;

  private Text(ResourceBundle bundle) {
    this.bundle = bundle;
  }

  /**
   * The words that stand beside a class.
   *
   * @throws java.util.MissingResourceException if its package has no {@code messages.properties}
   */
  public static Text of(Class<?> place) {
    String name = place.getPackageName() + ".messages";
    return new Text(ResourceBundle.getBundle(name, Locale.getDefault(), place.getClassLoader()));
  }

  /**
   * The words under a key, with {@link MessageFormat} arguments filled in.
   *
   * @throws java.util.MissingResourceException if the key is not there
   */
  public String get(String key, Object... arguments) {
    String pattern = bundle.getString(key);
    return arguments.length == 0
        ? pattern
        : new MessageFormat(pattern, Locale.getDefault()).format(arguments);
  }
}
