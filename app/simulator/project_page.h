// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/simulator/exchange.h"

namespace cordon::simulator {

class Site;

/// The detail page of one project, with the anchors of warehouse-contract.md 3.4.
[[nodiscard]] Answer projectPage(Site& site, Exchange& exchange, const ProjectRow& project);

} // namespace cordon::simulator
