package io.logstack.conformance.bench;

import io.logstack.conformance.apart.ClusterCost;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What judging costs by the number of the cluster's nodes, with twenty pods to each of them. */
final class ClusterCosts implements Part {
    private static final int PODS_TO_A_NODE = 20;

    private final Path directory;

    /** @param directory for what is handed over to other processes */
    ClusterCosts(Path directory) {
        this.directory = directory;
    }

    @Override
    public String title() {
        return "cost by size of the cluster";
    }

    @Override
    public Measured measure(Settings settings) throws Exception {
        List<Figure> figures = new ArrayList<>();
        List<Figure> times = new ArrayList<>();
        for (int nodes : settings.nodes()) {
            List<Double> seconds = new ArrayList<>();
            List<Double> cpu = new ArrayList<>();
            List<Double> requests = new ArrayList<>();
            List<Double> heap = new ArrayList<>();
            for (int i = 0; i < settings.repetitions(); i++) {
                ClusterCost cost =
                        ClusterCost.of(nodes, nodes * PODS_TO_A_NODE, Files.createTempDirectory(directory, "cluster"));
                seconds.add(cost.seconds());
                cpu.add(cost.cpuSeconds());
                requests.add((double) cost.requests().size());
                heap.add((double) cost.peakHeap());
            }
            String name = String.format(Locale.ROOT, "%,d nodes", nodes);
            times.add(new Figure(name, "seconds", seconds));
            figures.add(times.get(times.size() - 1));
            figures.add(new Figure(name + ", CPU", "seconds", cpu));
            figures.add(new Figure(name + ", requests", "requests", requests));
            figures.add(new Figure(name + ", peak heap of 256 MiB", "bytes", heap));
        }
        Figure smallest = times.get(0);
        return new Measured(
                figures,
                times.stream()
                        .skip(1)
                        .map(time -> Ratio.of(time.name() + " over " + smallest.name(), time, smallest))
                        .toList());
    }
}
