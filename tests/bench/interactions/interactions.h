// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/bench/stage/stage.h"

#include <span>
#include <string_view>
#include <vector>

namespace cordon::bench {

using Results = std::vector<Measured>;

// One function and one file for each interaction: prepares both sides, checks that they say the
// same of the whole data, measures. Throws Trouble.

Results regroupDomain(Stage& stage);
Results domainDay(Stage& stage);
Results domainHour(Stage& stage);
Results gapBursts(Stage& stage);
Results timelineBars(Stage& stage);
Results substring(Stage& stage);
Results deepPage(Stage& stage);
Results resort(Stage& stage);
Results scrollFrame(Stage& stage);
Results selectAll(Stage& stage);
Results expandAll(Stage& stage);
Results recordDecisions(Stage& stage);
Results importCsv(Stage& stage);
Results importJsonLines(Stage& stage);
Results start(Stage& stage);
Results memory(Stage& stage);
Results keySession(Stage& stage);
Results hostile(Stage& stage);

struct Interaction {
    std::string_view name;
    Results (*run)(Stage& stage);
};
/// In the order of the table of goals.
[[nodiscard]] std::span<const Interaction> allInteractions();

} // namespace cordon::bench
