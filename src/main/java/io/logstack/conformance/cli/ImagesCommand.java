package io.logstack.conformance.cli;

import io.logstack.conformance.containers.images.ImageCatalogue;
import io.logstack.conformance.containers.images.ImageSources;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.profile.Tier;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Lists what a stack in containers is started from. */
@Command(
        name = "images",
        description = {
            "List the images that a stack in containers is started from, and where each would come from.",
            "Nothing is pulled. What 'docker save' is to be given for a machine without a registry: --names."
        })
final class ImagesCommand implements Callable<Integer> {
    @ParentCommand
    private Main main;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--profile",
            paramLabel = "FILE",
            defaultValue = "profiles/containers.yaml",
            description = "The profile that names them (default: ${DEFAULT-VALUE}).")
    private Path file;

    @Option(names = "--names", description = "Their names alone, one a line; Docker is not asked.")
    private boolean names;

    @Mixin
    private Overrides overrides;

    @Override
    public Integer call() {
        Profile profile = main.load(file, overrides.values());
        if (profile.tier() != Tier.CONTAINERS) {
            throw new ParameterException(
                    spec.commandLine(),
                    file + " is of tier " + profile.tier().label()
                            + ", which starts no containers; accepted: a profile of" + " tier containers");
        }
        ImageCatalogue catalogue = new ImageCatalogue(profile);
        PrintWriter out = spec.commandLine().getOut();
        if (names) {
            catalogue.needed().forEach(image -> out.println(image.image()));
            return ExitCode.CONFORMANT;
        }
        ImageSources.Sources sources = ImageSources.of(catalogue.needed());
        sources.images()
                .forEach(source -> out.printf(
                        "%-20s %-64s %s%n", source.image().key(), source.image().image(), source.from()));
        out.println(sources.docker());
        return ExitCode.CONFORMANT;
    }
}
