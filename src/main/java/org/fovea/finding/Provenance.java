package org.fovea.finding;

import java.time.Duration;
import java.time.Instant;

/**
 * What produced an analysis.
 *
 * @param bundleSha256 checksum of the weights, lower-case hexadecimal
 * @param device such as {@code cpu} or {@code cuda:0}
 * @param softwareVersion version of Fovea
 */
public record Provenance(
    String bundleId,
    String bundleVersion,
    String bundleName,
    String bundleSha256,
    String device,
    String softwareVersion,
    Instant startedAt,
    Duration duration) {}
