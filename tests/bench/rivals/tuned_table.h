// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/bench/generator/trouble.h"

#include <QCoreApplication>
#include <QHeaderView>
#include <QTableView>
#include <QWindow>

namespace cordon::bench {

inline constexpr int kFrameWidth = 1600, kFrameHeight = 1000, kFrameColumns = 8;

/// QTableView as fast as it goes: fixed heights, no header at the side, no selection of its own.
inline void tune(QTableView& view)
{
    view.verticalHeader()->hide();
    view.verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    view.verticalHeader()->setDefaultSectionSize(22);
    view.setSelectionMode(QAbstractItemView::NoSelection);
    view.setShowGrid(false);
    view.setWordWrap(false);
}

/// Shown at the size of all frames here; on the screen when this returns, since a window that is not
/// paints nothing. Throws Trouble.
inline void showFrame(QAbstractItemView& view)
{
    view.resize(kFrameWidth, kFrameHeight);
    view.show();
    for (int turn = 0; !view.windowHandle()->isExposed(); ++turn) {
        if (turn > 1000) {
            throw Trouble("the window does not come on the screen");
        }
        QCoreApplication::processEvents(QEventLoop::AllEvents, 10);
    }
    QCoreApplication::processEvents();
    view.viewport()->repaint();
}

} // namespace cordon::bench
