// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/interactions/interactions.h"

#include <array>

namespace cordon::bench {

namespace {

constexpr std::array<Interaction, 18> kInteractions{{{"regroup-domain", regroupDomain},
                                                     {"domain-day", domainDay},
                                                     {"domain-hour", domainHour},
                                                     {"gap-bursts", gapBursts},
                                                     {"timeline", timelineBars},
                                                     {"substring", substring},
                                                     {"deep-page", deepPage},
                                                     {"resort", resort},
                                                     {"scroll-frame", scrollFrame},
                                                     {"select-all", selectAll},
                                                     {"expand-all", expandAll},
                                                     {"record-decisions", recordDecisions},
                                                     {"import-csv", importCsv},
                                                     {"import-jsonl", importJsonLines},
                                                     {"start", start},
                                                     {"memory", memory},
                                                     {"key-session", keySession},
                                                     {"hostile", hostile}}};

} // namespace

std::span<const Interaction> allInteractions()
{
    return kInteractions;
}

} // namespace cordon::bench
