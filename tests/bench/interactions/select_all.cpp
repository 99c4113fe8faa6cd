// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/interactions/interactions.h"
#include "tests/bench/rivals/plain_model.h"
#include "tests/bench/rivals/tuned_table.h"
#include "tests/bench/stage/our_view.h"

namespace cordon::bench {

namespace {

constexpr int kRows = 1'000'000;

} // namespace

/// A million rows at every scale: that is where Qt's selection is named.
Results selectAll(Stage& stage)
{
    Measured result = stage.begin("select-all", "select 1,000,000 rows and repaint", {1.0 / 10, 5, 5, 8});
    result.rival = QStringLiteral("QItemSelectionModel, QTableView");
    PlainTable table(kRows, kFrameColumns);
    QTableView view;
    view.setModel(&table);
    showFrame(view);
    FlatView own(kRows);

    const Side ours{[&] {
                        own.selectAll();
                        own.paint();
                        return Answer{own.selected(), 0};
                    },
                    [&] {
                        own.selectNone();
                        own.paint();
                    }};
    const Side theirs{[&] {
                          view.selectAll();
                          view.horizontalHeader()->viewport()->repaint();
                          view.viewport()->repaint();
                          const auto ranges = view.selectionModel()->selection();
                          return Answer{ranges.isEmpty() ? 0 : ranges.front().height(), 0};
                      },
                      [&] {
                          view.clearSelection();
                          view.viewport()->repaint();
                      }};
    compare(result, ours, theirs, stage.rounds());
    return {result};
}

} // namespace cordon::bench
