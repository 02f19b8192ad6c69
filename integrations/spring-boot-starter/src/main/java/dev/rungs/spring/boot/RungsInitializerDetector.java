package dev.rungs.spring.boot;

import java.util.Set;
import org.springframework.boot.sql.init.dependency.AbstractBeansOfTypeDatabaseInitializerDetector;

/** Tells Boot which beans initialize databases, so that those that use one come after them. */
final class RungsInitializerDetector extends AbstractBeansOfTypeDatabaseInitializerDetector {
  @Override
  protected Set<Class<?>> getDatabaseInitializerBeanTypes() {
    return Set.of(RungsInitializer.class);
  }

  /** Before the scripts of {@code spring.sql.init}, which fill tables. */
  @Override
  public int getOrder() {
    return 1;
  }
}
