// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/actions/runs.h"
#include "core/domain/records.h"
#include "core/index/index.h"
#include "ui/theme/tokens.h"

#include <QString>

namespace cordon::ui {

/// Item roles of our own.
enum CellRole : int {
    MarkRole = Qt::UserRole + 1, ///< int(Mark), or PartlyTicked for a group
    ShareRole,                   ///< 0..1, a small bar
    ToneRole,                    ///< int(Tone) of the cell's text
    CopyRole,                    ///< what Ctrl+C takes: plain, one line
    FilterRole,                  ///< a filter term that keeps rows with this value
    OutlineRole,                 ///< int(OutlineMark) of the cell that the outline is drawn in
};
constexpr int kPartlyTicked = 3;
/// What a line of an outline is.
enum class OutlineMark : int { None, Closed, Open, Row };

// Words for table cells. Pure; texts from outside come out visible.

[[nodiscard]] QString stateWords(AccountState state);
[[nodiscard]] QString stateWords(ProjectState state);
[[nodiscard]] Tone stateTone(AccountState state);
[[nodiscard]] Tone stateTone(ProjectState state);
/// "flagged · 2 reports · protected · hidden characters"
[[nodiscard]] QString signs(const Index& index, Table table, Row row);
/// The signs and, where the filter could not decide on the row, that it is shown all the same.
[[nodiscard]] QString withGaveUp(const QString& signs, bool gaveUp);
/// design.md's words for where a step stands.
[[nodiscard]] QString stepWords(StepState state);
[[nodiscard]] Tone stepTone(StepState state);
/// UTC for the cell and the local time for its tool-tip, escaped.
[[nodiscard]] QString timeCell(Instant at);
[[nodiscard]] QString timeToolTip(Instant at);
/// A name's tool-tip where the cell does not show all of it; empty otherwise. Escaped.
[[nodiscard]] QString nameToolTip(const QString& name);

} // namespace cordon::ui
