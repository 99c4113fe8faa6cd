// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/actions/import.h"
#include "ui/dialogs/plain_dialog.h"
#include "ui/views/timeline_widget.h"

namespace cordon::ui {

/// What an import brought, and every line it refused.
PlainDialog* showImportOutcome(const ImportOutcome& outcome, QWidget* parent);
/// The timeline's twin: one row a bin.
PlainDialog* showTimelineTable(const TimelineWidget& timeline, QWidget* parent);

} // namespace cordon::ui
