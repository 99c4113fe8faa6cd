// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/report/incident.h"

#include <QStringList>

#include <variant>
#include <vector>

namespace cordon {

// What a report says, in order, without a format. Every text may be hostile: a renderer escapes
// all of it, and nothing here is markup.

struct Paragraph {
    QString text;
};
/// Something a person typed, kept as it was, line by line.
struct Quotation {
    QStringList lines;
};
struct Bullets {
    QStringList items;
};
/// The few numbers that stand at the top: value and what it counts.
struct Figures {
    std::vector<std::pair<QString, QString>> items;
};
struct Grid {
    QStringList head;
    std::vector<QStringList> rows;
    std::vector<int> numeric;       ///< columns that hold numbers
    std::vector<std::int64_t> bars; ///< one a row where a bar is to be drawn, else empty
};
struct TimelineMark {};

using Block = std::variant<Paragraph, Quotation, Bullets, Figures, Grid, TimelineMark>;

struct Section {
    QString title;
    std::vector<Block> blocks;
};

struct Document {
    QString title, subtitle;
    QString label; ///< TLP, header and footer
    std::vector<Section> sections;
};

/// Lists longer than this are cut in documents; the CSV has everything.
inline constexpr std::size_t kListed = 50;

[[nodiscard]] Document documentOf(const IncidentReport& report);

/// What happened, as sentences.
[[nodiscard]] QStringList narrative(const IncidentReport& report);
/// One line under the title.
[[nodiscard]] QString subtitle(const IncidentReport& report);
/// "ban, quarantine": the verbs of a run's own steps, in their order.
[[nodiscard]] QStringList verbsOf(const RunFacts& run);

} // namespace cordon
