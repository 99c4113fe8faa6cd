// SPDX-License-Identifier: Apache-2.0
#include "ui/models/view_data.h"

#include <algorithm>

namespace cordon::ui {

namespace {

using std::chrono::hours;

/// Wide enough that a screen of bars shows the whole of what matches, and no wider.
Microseconds fittingWidth(Instant first, Instant last)
{
    const Microseconds span = last - first;
    if (span <= hours(24 * 7)) {
        return hours(1);
    }
    if (span <= hours(24 * 400)) {
        return hours(24);
    }
    return hours(24 * 7);
}

void spanOf(ViewData& view)
{
    bool any = false;
    const auto widen = [&](Instant at) {
        view.firstKept = any ? std::min(view.firstKept, at) : at;
        view.lastKept = any ? std::max(view.lastKept, at) : at;
        any = true;
    };
    view.accounts.forEach([&](Row row) { widen(view.index->timeOf(Table::Accounts, row)); });
    view.projects.forEach([&](Row row) { widen(view.index->timeOf(Table::Projects, row)); });
}

void fillHistograms(ViewData& view, Microseconds width, std::stop_token stop)
{
    const Index& index = *view.index;
    view.binWidth = width.count() > 0 ? width : fittingWidth(view.firstKept, view.lastKept);
    view.registrations.all = timeline(index, Table::Accounts, view.binWidth, nullptr, stop);
    view.registrations.kept = timeline(index, Table::Accounts, view.binWidth, &view.accounts, stop);
    view.uploadsAreProjects = index.uploadsStandIn() || index.size(Table::Uploads) == 0;
    if (view.uploadsAreProjects) {
        view.uploads.all = timeline(index, Table::Projects, view.binWidth, nullptr, stop);
        view.uploads.kept = timeline(index, Table::Projects, view.binWidth, &view.projects, stop);
        return;
    }
    Bitmap kept(index.size(Table::Uploads));
    for (std::size_t row = 0; row < index.size(Table::Uploads); ++row) {
        kept.set(Row(row), view.projects.test(index.projectOfUpload(Row(row))));
    }
    view.uploads.all = timeline(index, Table::Uploads, view.binWidth, nullptr, stop);
    view.uploads.kept = timeline(index, Table::Uploads, view.binWidth, &kept, stop);
}

} // namespace

Bitmap ViewData::membersOfGroup(const Group& group) const
{
    GroupRequest request;
    request.of = groupOf;
    request.cut = cut;
    request.gap = gap;
    request.where = &matching(groupOf);
    return membersOf(*index, request, group);
}

Result<ViewData> computeView(const ViewRequest& request, std::stop_token stop)
{
    ViewData view;
    view.index = request.index;
    view.text = request.text;
    view.groupOf = request.groupOf;
    view.cut = request.cut;
    view.gap = request.gap;
    for (const Table table : {Table::Accounts, Table::Projects}) {
        Result<Bitmap> rows = match(request.filter, *request.index, table, request.context, stop);
        if (!rows) {
            return tl::unexpected(rows.error());
        }
        (table == Table::Accounts ? view.accounts : view.projects) = std::move(*rows);
    }
    GroupRequest groups;
    groups.of = request.groupOf;
    groups.cut = request.cut;
    groups.gap = request.gap;
    groups.where = &view.matching(request.groupOf);
    view.groups = groupBy(*request.index, groups, stop);
    view.accountRows = sorted(*request.index, Table::Accounts, request.accountOrder.by, request.accountOrder.descending,
                              &view.accounts);
    view.projectRows = sorted(*request.index, Table::Projects, request.projectOrder.by, request.projectOrder.descending,
                              &view.projects);
    spanOf(view);
    fillHistograms(view, request.binWidth, stop);
    if (stop.stop_requested()) {
        return failure(ErrorKind::Cancelled, QStringLiteral("A newer question replaced this one."));
    }
    return view;
}

} // namespace cordon::ui
