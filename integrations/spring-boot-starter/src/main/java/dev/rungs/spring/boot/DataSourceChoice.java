package dev.rungs.spring.boot;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.AbstractBeanDefinition;

/**
 * Tells by its name which {@link DataSource} is to be migrated, before any of them is created: the
 * one that {@code rungs.data-source} names, or the one that would be injected.
 */
final class DataSourceChoice {
  private DataSourceChoice() {}

  /** Empty if it is not clear, which {@link #require} explains. */
  static Optional<String> find(String named, ConfigurableListableBeanFactory beans) {
    List<String> names = names(beans);
    if (named != null) {
      return names.stream().filter(named::equals).findFirst();
    }
    List<String> candidates = names.stream().filter(n -> isCandidate(n, beans)).toList();
    if (candidates.size() == 1) {
      return Optional.of(candidates.get(0));
    }
    List<String> primary = candidates.stream().filter(n -> is(n, beans, true)).toList();
    if (!primary.isEmpty()) {
      return primary.size() == 1 ? Optional.of(primary.get(0)) : Optional.empty();
    }
    List<String> regular = candidates.stream().filter(n -> !is(n, beans, false)).toList();
    return regular.size() == 1 ? Optional.of(regular.get(0)) : Optional.empty();
  }

  static String require(String named, ConfigurableListableBeanFactory beans) {
    return find(named, beans)
        .orElseThrow(
            () ->
                named == null
                    ? new RungsConfigurationException(
                        "There are several DataSource beans, and none is primary: "
                            + String.join(", ", names(beans))
                            + ".",
                        "Set rungs.data-source to the name of the one to migrate. To migrate"
                            + " several, declare a RungsInitializer bean for each.")
                    : new RungsConfigurationException(
                        "rungs.data-source names "
                            + named
                            + ", but there is no DataSource bean of that name. There is: "
                            + String.join(", ", names(beans))
                            + ".",
                        "Set rungs.data-source to one of these names."));
  }

  private static List<String> names(ConfigurableListableBeanFactory beans) {
    // No factory bean is created early to be asked for its type.
    return Arrays.stream(beans.getBeanNamesForType(DataSource.class, true, false))
        .sorted()
        .toList();
  }

  private static boolean isCandidate(String name, ConfigurableListableBeanFactory beans) {
    if (!beans.containsBeanDefinition(name)) {
      return true;
    }
    BeanDefinition definition = beans.getMergedBeanDefinition(name);
    return definition.isAutowireCandidate()
        && (!(definition instanceof AbstractBeanDefinition known) || known.isDefaultCandidate());
  }

  /** Whether a bean is primary, or else whether it is a fallback. */
  private static boolean is(String name, ConfigurableListableBeanFactory beans, boolean primary) {
    if (!beans.containsBeanDefinition(name)) {
      return false;
    }
    BeanDefinition definition = beans.getMergedBeanDefinition(name);
    return primary ? definition.isPrimary() : definition.isFallback();
  }
}
