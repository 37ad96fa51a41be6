package io.logstack.conformance.bench;

/** One question that the benchmark answers. */
interface Part {
    /** What it is about, in a few words. */
    String title();

    /** Measures; an answer that cannot be had is an exception, and no figure. */
    Measured measure(Settings settings) throws Exception;
}
