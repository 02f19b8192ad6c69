/** Code, which Flyway calls. */
public class V11__fill_bodies {}
