// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/window/parts.h"

namespace cordon::ui {

/// The values beside the list: shown and hidden, of the table that is looked at, and what is picked
/// there into the filter. Thread: ui.
class FacetFlow : public QObject {
    Q_OBJECT
public:
    FacetFlow(const Parts& parts, QObject* parent);

private:
    void toggle();
    void keep(const QString& term, FacetUse wanted);
    void follow();

    Parts m_p;
};

} // namespace cordon::ui
