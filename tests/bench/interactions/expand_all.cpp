// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/generator/trouble.h"
#include "tests/bench/interactions/interactions.h"
#include "tests/bench/rivals/plain_model.h"
#include "tests/bench/rivals/tuned_table.h"
#include "tests/bench/stage/our_view.h"

#include <QScrollBar>
#include <QTreeView>

#include <algorithm>

namespace cordon::bench {

namespace {

constexpr int kMostRowsEach = 20;

/// Lines of a tree whose rows are all of one height, closed ones not counted.
int linesOf(const QTreeView& view)
{
    return view.verticalScrollBar()->maximum() + view.verticalScrollBar()->pageStep();
}

void mustBe(bool isTrue, const char* what)
{
    if (!isTrue) {
        throw Trouble(std::string("expand-all: ") + what);
    }
}

} // namespace

/// Uploads by mail domain. The rival has as many groups with as many rows in each as ours have in the
/// middle, but twenty at most, which is fewer than ours have at L.
Results expandAll(Stage& stage)
{
    Measured result = stage.begin("expand-all", "open all groups and paint", {1.0 / 3, 5, 17, 100});
    result.rival = QStringLiteral("QTreeView::expandAll, mixed ids");
    GroupsView own(stage.session().index());
    const int groups = own.groups();
    const auto rows = static_cast<int>(stage.session().index()->size(Table::Uploads));
    const int rowsEach = std::min(kMostRowsEach, rows / groups);
    PlainTree tree(groups, rowsEach);
    QTreeView view;
    view.setUniformRowHeights(true);
    view.setModel(&tree);
    showFrame(view);

    const Side ours{[&] {
                        own.expandAll();
                        own.paint();
                        return Answer{groups, 0};
                    },
                    [&] {
                        own.collapseAll();
                        mustBe(own.lines() == groups, "ours did not close");
                    },
                    [&] {
                        mustBe(own.lines() == groups + rows && own.shownLines() == own.lines(),
                               "ours does not show every row");
                    }};
    const Side theirs{[&] {
                          view.expandAll();
                          view.viewport()->repaint();
                          return Answer{tree.rowCount({}), 0};
                      },
                      [&] {
                          view.collapseAll();
                          mustBe(!view.isExpanded(tree.index(0, 0, {})), "the rival did not close");
                      },
                      [&] {
                          for (int group = 0; group < groups; ++group) {
                              mustBe(view.isExpanded(tree.index(group, 0, {})), "a group of the rival is closed");
                          }
                          mustBe(linesOf(view) == groups * (1 + rowsEach), "the rival does not show every row");
                      }};
    compare(result, ours, theirs, stage.rounds(3));
    result.note = QStringLiteral("%1 groups, %2 lines; the rival's %3 lines")
                      .arg(groups)
                      .arg(groups + rows)
                      .arg(groups * (1 + rowsEach));
    return {result};
}

} // namespace cordon::bench
