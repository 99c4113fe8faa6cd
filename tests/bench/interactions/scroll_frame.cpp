// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/interactions/interactions.h"
#include "tests/bench/rivals/plain_model.h"
#include "tests/bench/rivals/tuned_table.h"
#include "tests/bench/stage/our_view.h"

#include <QScrollBar>

#include <algorithm>

namespace cordon::bench {

/// One frame after a jump to a place far away, over all uploads in open groups: real names and times
/// against row numbers.
Results scrollFrame(Stage& stage)
{
    Measured result = stage.begin("scroll-frame", "jump and paint a frame, 1600 x 1000", {1.2, 5, 5, 5});
    Measured worst = stage.begin("scroll-frame-p99", "99 of 100 of these frames", {{}, 17, 17, 17});
    result.rival = QStringLiteral("QTableView, tuned, trivial model");
    GroupsView own(stage.session().index());
    own.expandAll();
    const int rows = own.lines();
    PlainTable table(rows, kFrameColumns);
    QTableView view;
    tune(view);
    view.setModel(&table);
    showFrame(view);

    Random random(7);
    int place = 0;
    std::vector<double> frames;
    const Side ours{[&] {
                        frames.push_back(millisecondsOf([&] {
                            own.jumpTo(place);
                            own.paint();
                        }));
                        return Answer{own.topLine(), 0};
                    },
                    [&] { place = static_cast<int>(random.below(static_cast<std::uint64_t>(rows - 100))); }};
    const Side theirs{[&] {
        view.verticalScrollBar()->setValue(place);
        view.viewport()->repaint();
        return Answer{view.verticalScrollBar()->value(), 0};
    }};
    Rounds wanted = stage.rounds(101);
    wanted.most = 301;
    compare(result, ours, theirs, wanted);
    std::sort(frames.begin(), frames.end());
    worst.ours = figureOf({frames[(frames.size() - 1) * 99 / 100]});
    worst.runs = static_cast<int>(frames.size());
    return {result, worst};
}

} // namespace cordon::bench
