// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/unit/index/tiny_index.h"
#include "ui/models/workbench.h"

namespace cordon::test {

/// How long a screen may take to follow, on a busy machine under a sanitizer.
constexpr int kPatience = 20'000;

/// Six accounts on three mail domains; the wave is on inbox.ru, in two bursts.
constexpr const char* kSmallWave = R"(
    account ada ada@gmail.com 2024-03-01T10:00:00Z
    account old old@inbox.ru 2020-05-01T09:00:00Z
    account w1 w1@inbox.ru 2025-06-09T10:00:00Z flagged
    account w2 w2@inbox.ru 2025-06-09T10:05:00Z flagged
    account w3 w3@inbox.ru 2025-06-25T08:00:00Z flagged
    account uni uni@lab.example.edu 2023-01-01T00:00:00Z
    project real ada 2024-03-02T00:00:00Z modules=12 files=3
    project oldpkg old 2020-06-01T00:00:00Z modules=4 files=2
    project p1 w1 2025-06-26T00:00:00Z modules=0 files=1 flagged
    project p2 w1 2025-06-26T00:01:00Z modules=0 files=1 flagged
    project p3 w2 2025-06-27T00:00:00Z modules=0 files=1 flagged
    role p3 ada Maintainer
    role p1 w1 Owner
    role p2 w1 Owner
    role p3 w2 Owner
    role real ada Owner
    role oldpkg old Owner
    protect account:ada
)";

/// A workbench that shows a picture without a workspace behind it, and its answer.
struct SmallBench {
    explicit SmallBench(const char* text = kSmallWave) : SmallBench(tinyIndex(text)) {}
    explicit SmallBench(std::shared_ptr<const Index> picture) { show(std::move(picture)); }
    void show(std::shared_ptr<const Index> picture)
    {
        bench.showIndex(std::move(picture));
        settle();
    }
    /// Waits for the answer to the filter as it stands.
    void settle()
    {
        settled = QTest::qWaitFor([this] { return !bench.viewPending() && bench.view(); }, kPatience);
    }
    [[nodiscard]] Row account(const char* name) const
    {
        return bench.index()->findAccount(QString::fromUtf8(name)).value();
    }
    [[nodiscard]] Row project(const char* name) const
    {
        return bench.index()->findProject(QString::fromUtf8(name)).value();
    }

    ui::Workbench bench;
    bool settled = false;
};

/// Rows by name as a set of the table.
[[nodiscard]] inline Bitmap rowsNamed(const Index& index, Table table, const QStringList& names)
{
    Bitmap rows(index.size(table));
    for (const QString& name : names) {
        rows.set((table == Table::Accounts ? index.findAccount(name) : index.findProject(name)).value());
    }
    return rows;
}

} // namespace cordon::test
