// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/dialogs/plain_dialog.h"
#include "ui/models/working_set.h"

namespace cordon::ui {

/// Everything that was left out, each with the person's reason, and the way back. Thread: ui.
class LeftOutDialog : public PlainDialog {
    Q_OBJECT
public:
    LeftOutDialog(WorkingSet& set, const Index& index, QWidget* parent);
};

} // namespace cordon::ui
