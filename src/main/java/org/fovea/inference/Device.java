package org.fovea.inference;

/**
 * Where a network can run.
 *
 * @param id {@code cpu}, {@code cuda:0} …
 * @param description for people, such as the processor's name and number of cores
 * @param usable whether its self-test passed
 * @param reason in plain words why it is or is not used
 */
public record Device(String id, String description, boolean usable, String reason) {}
