package io.logstack.conformance.junit;

/**
 * What a statement says of a run besides its outcomes.
 *
 * @param run ID of the run
 * @param profile name of the profile, or its path when it could not be read
 * @param profileHash as {@link io.logstack.conformance.profile.Profiles#hash} computes it, or empty when it could not be
 *     read
 */
record RunIdentity(String run, String profile, String profileHash, long seed) {}
