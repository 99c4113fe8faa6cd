// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/run_desk.h"
#include "ui/panels/check_panel.h"

namespace cordon::ui {

/// Whether the commit gesture may act, and the sentence for who asks what to do next.
struct Gate {
    QString refusal; ///< empty: the button can be held
    QString advice;
    Tone tone = Tone::Neutral;
    [[nodiscard]] bool open() const { return refusal.isEmpty(); }
};

[[nodiscard]] Gate gateOf(const Workbench& bench, const PlanDesk& plan, const RunDesk& run, const CheckPanel& check);

} // namespace cordon::ui
