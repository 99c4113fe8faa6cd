// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/actions/ledger.h"
#include "core/actions/runs.h"
#include "ui/models/dossier.h"

namespace cordon::ui {

// What the evidence panel says of our own record. Pure.

[[nodiscard]] Dossier runDossier(const RunSummary& run);
[[nodiscard]] Dossier ledgerDossier(const LedgerLine& line);

} // namespace cordon::ui
