package dev.rungs.cli;

/**
 * The module that reads folders of migrations, which a program that embeds the command can omit.
 */
final class CheckModule {
  private CheckModule() {}

  /** Fails with a message if the module is missing. */
  static void require() {
    try {
      Class.forName("dev.rungs.check.FolderCheck", false, CheckModule.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new CommandFailure(
          "This command needs rungs-check, which is not on the class path. Use rungs.jar, or add"
              + " the dependency dev.rungs:rungs-check.",
          e);
    }
  }
}
