package io.logstack.conformance.junit;

/** Ends a run in order when the process is told to end: cleans up, and writes what is known. */
final class Interruption implements AutoCloseable {
    private final Thread hook;

    Interruption(Run run) {
        this.hook = new Thread(() -> run.interrupt("the run was interrupted"), "interruption");
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            // While the stack was started; nothing has been judged yet.
            var unused = run.interrupt("the run was interrupted");
        }
    }

    /** Forgets the run, which has ended by itself. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            // The hook itself is what ends the run, or will find it ended.
        }
    }
}
