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

/// Uploads by mail domain. The rival has as many groups, with twenty rows each, which is fewer than ours
/// have at L.
Results expandAll(Stage& stage)
{
    Measured result = stage.begin("expand-all", "open all groups and paint", {1.0 / 3, 5, 17, 100});
    result.rival = QStringLiteral("QTreeView::expandAll, mixed ids");
    GroupsView own(stage.session().index());
    const int groups = own.groups();
    PlainTree tree(groups, kRowsEach);
    QTreeView view;
    view.setUniformRowHeights(true);
    view.setModel(&tree);
    showFrame(view);

    int opened = 0;
    const Side ours{[&] {
                        own.expandAll();
                        own.paint();
                        opened = own.lines();
                        return Answer{groups, 0};
                    },
                    [&] { own.collapseAll(); }};
    const Side theirs{[&] {
                          view.expandAll();
                          view.viewport()->repaint();
                          return Answer{tree.rowCount({}), 0};
                      },
                      [&] { view.collapseAll(); }};
    compare(result, ours, theirs, stage.rounds(3));
    result.note = QStringLiteral("%1 groups, %2 lines; the rival's %3 lines")
                      .arg(groups)
                      .arg(opened)
                      .arg(groups * (1 + kRowsEach));
    return {result};
}

} // namespace cordon::bench
