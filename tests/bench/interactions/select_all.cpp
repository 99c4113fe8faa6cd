// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/interactions/interactions.h"
#include "tests/bench/rivals/plain_model.h"
#include "tests/bench/rivals/tuned_table.h"
#include "tests/bench/stage/our_view.h"

namespace cordon::bench {

/// As many rows as there are accounts, which is a million at L.
Results selectAll(Stage& stage)
{
    Measured result = stage.begin("select-all", "select all accounts and repaint", {1.0 / 10, 5, 5, 8});
    result.rival = QStringLiteral("QItemSelectionModel, QTableView");
    AccountsView own(stage.session().index());
    PlainTable table(own.rows(), kFrameColumns);
    QTableView view;
    view.setModel(&table);
    showFrame(view);

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
                          view.horizontalHeader()->viewport()->repaint();
                          view.viewport()->repaint();
                      }};
    compare(result, ours, theirs, stage.rounds());
    result.note = QStringLiteral("%1 rows").arg(own.rows());
    return {result};
}

} // namespace cordon::bench
