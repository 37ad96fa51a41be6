package io.logstack.conformance.apart;

import java.util.List;

/**
 * What a process has more at the end of all runs than before the first.
 *
 * @param threads names of those that the suite or one of its clients started
 * @param sockets as the operating system names them; empty where it does not tell
 * @param peakHeap bytes of heap that were in use at the most
 * @param cpuMilliseconds that the process took, its start included
 */
record LeftBehind(List<String> threads, List<String> sockets, long peakHeap, long cpuMilliseconds) {}
