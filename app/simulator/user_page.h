// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/simulator/exchange.h"

namespace cordon::simulator {

class Site;

/// The detail page of one user, with the anchors of warehouse-contract.md 3.3. `nameError` is what
/// the form said about the display name.
[[nodiscard]] Answer userPage(Site& site, Exchange& exchange, const AccountRow& account, const QString& nameError);

} // namespace cordon::simulator
