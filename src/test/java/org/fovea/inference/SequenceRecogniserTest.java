package org.fovea.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.fovea.imaging.Acquisition;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SequenceRecogniserTest {
  private final SequenceRecogniser recogniser = new SequenceRecogniser();

  static Stream<Arguments> headers() {
    Headers flair = Headers.FLAIR;
    Headers t1 = Headers.T1;
    return Stream.of(
        Arguments.of("FLAIR", flair),
        Arguments.of("FLAIR", flair.described("")),
        Arguments.of("FLAIR", flair.described("Ax T2 FLAIR FS")),
        Arguments.of("FLAIR", flair.described("FLAIR_T2_tra")),
        Arguments.of("FLAIR", flair.described("t2_tirm_tra_dark-fluid_320")),
        Arguments.of("FLAIR", flair.described("t2_spc_da-fl_FLAIR_sag").times(388, 5000, 1800)),
        Arguments.of("FLAIR", flair.times(Double.NaN, Double.NaN, Double.NaN)),
        Arguments.of("FLAIR", flair.described("AX FLAIR +C").agent("Gadavist")),
        Arguments.of("T1", t1),
        Arguments.of("T1", t1.described("")),
        Arguments.of("T1", t1.described("t1_mprage_sag").times(3, 2000, 900)),
        Arguments.of("T1", t1.described("AX T1 FLAIR").times(9, 2500, 860)),
        Arguments.of("T1", t1.described("T1W_SE")),
        Arguments.of("T1", t1.described("AX T1 PRE").protocol("BRAIN W WO CONTRAST")),
        Arguments.of("T1", t1.described("AX T1 W/O")),
        Arguments.of("T1", t1.protocol("HEAD W/WO")),
        Arguments.of("T1GD", Headers.T1GD),
        Arguments.of("T1GD", t1.agent("Magnevist")),
        Arguments.of("T1GD", t1.described("T1post")),
        Arguments.of("T1GD", t1.described("AX T1+C")),
        Arguments.of("T1GD", t1.described("AX T1 SE + C")),
        Arguments.of("T1GD", t1.described("AX T1 SE+C")),
        Arguments.of("T1GD", t1.described("t1_se_tra_km")),
        Arguments.of("T1GD", t1.described("AX T1 POST").protocol("BRAIN W/WO").agent("Dotarem")),
        Arguments.of("T1GD", t1.described("T1 mprage post gad").times(3, 2000, 900)),
        Arguments.of("", t1.described("AX T2").times(100, 4000, Double.NaN)),
        Arguments.of("", t1.described("").times(100, 4000, Double.NaN)),
        Arguments.of("", t1.described("AX DWI b1000").times(90, 6000, Double.NaN)),
        Arguments.of("", t1.described("ADC (10^-6 mm2/s)").times(90, 6000, Double.NaN)),
        Arguments.of("", t1.described("SWI_Images").times(20, 30, Double.NaN)),
        Arguments.of("", t1.described("3-plane LOC").times(2, 5, Double.NaN)),
        Arguments.of("", t1.described("localizer").times(4, 8, Double.NaN)),
        Arguments.of("", t1.described("T1 mapping")),
        Arguments.of("", t1.described("PD").times(15, 2500, Double.NaN)),
        Arguments.of("", flair.described("AX STIR").times(60, 5000, 150)));
  }

  @ParameterizedTest
  @MethodSource("headers")
  void everySeriesPlaysItsOwnRoleOnly(String role, Headers headers) {
    Acquisition a = headers.acquisition();
    List<String> roles = Stream.of("FLAIR", "T1", "T1GD").filter(r -> recogniser.is(r, a)).toList();
    assertThat(roles).isEqualTo(role.isEmpty() ? List.of() : List.of(role));
  }
}
