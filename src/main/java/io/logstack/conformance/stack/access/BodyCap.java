package io.logstack.conformance.stack.access;

/** How long a body may be, so that as many as are read at the same time still fit into this JVM's memory. */
final class BodyCap {
    /** Six expectations at a time, each with a body as read, as text, and as what it means. */
    private static final long PART_OF_HEAP = 24;

    private BodyCap() {}

    /** @param most bytes where memory is plenty */
    static long of(long most) {
        long mebibyte = 1L << 20;
        long share = Runtime.getRuntime().maxMemory() / PART_OF_HEAP / mebibyte * mebibyte;
        return Math.min(most, Math.max(share, mebibyte));
    }
}
