// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/interactions/interactions.h"
#include "tests/bench/rivals/plain_model.h"
#include "tests/bench/stage/groups.h"

#include <QSortFilterProxyModel>

#include <algorithm>

namespace cordon::bench {

namespace {

/// The order as both sides can tell it: how many rows, and the values that stand first.
template<class ValueAt>
Answer answerOf(int rows, ValueAt valueAt)
{
    Answer answer{rows, 0};
    for (int place = 0; place < std::min(rows, 1000); ++place) {
        answer.total += valueAt(place) * (place + 1);
    }
    return answer;
}

} // namespace

/// The uploads of the largest mail domain by size, up and down in turn.
Results resort(Stage& stage)
{
    Measured result = stage.begin("resort", "order the largest domain's uploads by size", {1.0 / 20, 1, 2, 17});
    result.rival = QStringLiteral("QSortFilterProxyModel::sort");
    const auto index = stage.session().index();
    const Bitmap group = uploadsWhere(stage, QStringLiteral("domain:gmail.com"));
    const NumberColumn& column = index->columns()->uploads.size;
    const auto sizeOf = [&column](Row row) { return column.at(row); };

    std::vector<std::int64_t> sizes;
    group.forEach([&](Row row) { sizes.push_back(sizeOf(row)); });
    NumberTable table(std::move(sizes));
    QSortFilterProxyModel proxy;
    proxy.setSourceModel(&table);

    bool descending = false;
    const Side ours{[&] {
                        const auto rows = sorted(*index, Table::Uploads, SortField::Bytes, descending, &group);
                        return answerOf(static_cast<int>(rows.size()),
                                        [&](int place) { return sizeOf(rows[static_cast<std::size_t>(place)]); });
                    },
                    [&] { descending = !descending; }};
    const Side theirs{[&] {
        proxy.sort(0, descending ? Qt::DescendingOrder : Qt::AscendingOrder);
        return answerOf(proxy.rowCount(),
                        [&](int place) { return table.number(proxy.mapToSource(proxy.index(place, 0)).row()); });
    }};
    compare(result, ours, theirs, stage.rounds(stage.scale().name == 'L' ? 3 : 5));
    result.note = QStringLiteral("%1 rows").arg(group.count());
    return {result};
}

} // namespace cordon::bench
