// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/view_data.h"
#include "ui/theme/tokens.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace cordon::ui {

/// What the evidence panel says of one row: values only, every text already visible.
struct Dossier {
    struct Line {
        QString label; ///< may be empty: a line of its own
        QString value;
        Tone tone = Tone::Neutral;
    };
    struct Section {
        QString title;
        std::vector<Line> lines;
    };
    QString kind;  ///< "Account"
    QString title; ///< the name
    std::vector<Line> badges;
    std::vector<Section> sections;
    bool hasPersonalData = false;
};

/// Pure. Addresses are masked unless `reveal`.
[[nodiscard]] Dossier accountDossier(const Index& index, Row row, bool reveal);
[[nodiscard]] Dossier projectDossier(const Index& index, Row row, bool reveal);
[[nodiscard]] Dossier uploadDossier(const Index& index, Row row);
/// How a group stands in its list.
struct GroupStand {
    bool counted = false; ///< its figures are there
    bool open = false;    ///< its rows are shown
};
[[nodiscard]] Dossier groupDossier(const ViewData& view, const Group& group, GroupStand stand);

} // namespace cordon::ui
