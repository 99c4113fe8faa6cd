// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/bench/measure/measured.h"

#include <cstdint>
#include <functional>

namespace cordon::bench {

/// What a timed run found, cheap to compute: a run whose answer nobody looks at may not have run.
struct Answer {
    std::int64_t rows = 0;
    std::int64_t total = 0;

    friend bool operator==(const Answer&, const Answer&) = default;
};

/// One of the two who do the same work.
struct Side {
    std::function<Answer()> run;
    std::function<void()> before = {}; ///< not timed; may be empty
    std::function<void()> after = {};  ///< likewise: looks whether the work was done, Trouble where it was not
};

struct Rounds {
    int least = 5;
    int most = 31;
    double seconds = 6; ///< no new round after this
};

/// Runs both in turn, ours first, and fills in the figures of `result`. A first round warms up and
/// is not counted where `rounds.least` is over 3. Trouble where the answers of a round differ.
void compare(Measured& result, const Side& ours, const Side& theirs, const Rounds& rounds = {});
/// Without a rival.
void measure(Measured& result, const Side& ours, const Rounds& rounds = {});

/// The C library puts off joining small blocks that were freed until somebody asks for a large one: after
/// millions of rows were sorted, a tenth of a second. Called where that debt is made, so that nobody else's
/// time is charged with it.
void settleHeap();

/// Milliseconds that one call takes.
[[nodiscard]] double millisecondsOf(const std::function<void()>& call);
/// Milliseconds that the calling thread itself has worked: on a busy machine a call takes longer.
[[nodiscard]] double millisecondsWorked();

} // namespace cordon::bench
