package io.logstack.conformance.bench;

import java.lang.management.ManagementFactory;

/**
 * What it was measured on.
 *
 * @param cores that this process may use
 * @param memory bytes of the machine
 * @param load the machine's mean load in the minute before, negative where it is not told: others' work is measured too
 */
record Machine(int cores, long memory, String system, String java, String jvm, double load) {
    static Machine here() {
        var system = ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);
        return new Machine(
                Runtime.getRuntime().availableProcessors(),
                system.getTotalMemorySize(),
                system.getName() + " " + system.getVersion() + " " + system.getArch(),
                Runtime.version().toString(),
                System.getProperty("java.vm.name", "unknown"),
                system.getSystemLoadAverage());
    }
}
