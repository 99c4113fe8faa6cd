// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/interactions/interactions.h"
#include "tests/bench/rivals/plain_model.h"
#include "tests/bench/rivals/tuned_table.h"
#include "tests/bench/stage/our_view.h"

#include <QTreeView>

namespace cordon::bench {

namespace {

constexpr int kRowsEach = 20;

} // namespace

/// As many groups as the scale has mail domains, twenty rows each, painted once open.
Results expandAll(Stage& stage)
{
    Measured result = stage.begin("expand-all", "open all groups and paint", {1.0 / 3, 5, 17, 100});
    result.rival = QStringLiteral("QTreeView::expandAll, mixed ids");
    const int groups = static_cast<int>(stage.scale().domains);
    PlainTree tree(groups, kRowsEach);
    QTreeView view;
    view.setUniformRowHeights(true);
    view.setModel(&tree);
    showFrame(view);
    GroupedView own(groups, kRowsEach);

    const Side ours{[&] {
                        own.expandAll();
                        own.paint();
                        return Answer{own.rows(), 0};
                    },
                    [&] { own.collapseAll(); }};
    const Side theirs{[&] {
                          view.expandAll();
                          view.viewport()->repaint();
                          return Answer{std::int64_t{groups} * (1 + kRowsEach), 0};
                      },
                      [&] { view.collapseAll(); }};
    compare(result, ours, theirs, stage.rounds(3));
    result.note = QStringLiteral("%1 groups of %2").arg(groups).arg(kRowsEach);
    return {result};
}

} // namespace cordon::bench
