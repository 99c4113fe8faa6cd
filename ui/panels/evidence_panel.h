// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/dossier.h"

#include <QScrollArea>

namespace cordon::ui {

/// What is known of the row with the cursor. Personal data stays masked until asked for. Thread: ui.
class EvidencePanel : public QScrollArea {
    Q_OBJECT
public:
    explicit EvidencePanel(QWidget* parent = nullptr);
    void showDossier(const Dossier& dossier, bool revealed);
    void showNothing();

private:
    void build(const Dossier& dossier, bool revealed, QWidget* page);
};

} // namespace cordon::ui
