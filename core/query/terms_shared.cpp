// SPDX-License-Identifier: Apache-2.0
#include "core/domain/visible_text.h"
#include "core/query/ask.h"
#include "core/query/terms.h"

namespace cordon {
namespace {

/// A bitmap's answer to yes, no or both.
Truth askBitmap(const FilterNode& term, const Bitmap& rows)
{
    const bool yes = asksFor(term, true);
    const bool no = asksFor(term, false);
    if (yes && no) {
        return Truth::certain(Bitmap(rows.size(), true));
    }
    Truth truth = Truth::certain(rows);
    if (no) {
        std::swap(truth.yes, truth.no);
    }
    return truth;
}

} // namespace

Truth Terms::aboutAnySubject(const FilterNode& term, Table of)
{
    switch (term.field) {
    case Field::Flagged:
        return askBitmap(term, m_index.flagged(of));
    case Field::Open: {
        Bitmap open = m_index.flagged(of);
        open -= m_index.decided(of);
        return askBitmap(term, open);
    }
    case Field::Decided:
        return askBitmap(term, m_index.decided(of));
    case Field::Protected:
        return askBitmap(term, m_index.isProtected(of));
    case Field::Verb:
        return verbs(term, of);
    case Field::Role:
        return roles(term, of);
    case Field::Reports:
        return scan(of, [&](Row row) {
            const auto reports = of == Table::Accounts ? m_index.reportsOnAccount(row) : m_index.reportsOnProject(row);
            return askNumber(term, std::ssize(reports));
        });
    case Field::Reporter:
    case Field::ReportedKind:
        return reported(term, of);
    default:
        break;
    }
    return Truth(m_index.size(of)); // the kind has no such field
}

Truth Terms::verbs(const FilterNode& term, Table of) const
{
    Bitmap asked(m_index.size(of));
    m_index.decided(of).forEach([&](Row row) {
        const auto head = m_index.decisionOn(of, row);
        asked.set(row, head && asksFor(term, head->verb));
    });
    return Truth::certain(std::move(asked));
}

Truth Terms::roles(const FilterNode& term, Table of)
{
    const TextAsk ask(term);
    Bitmap asked(m_index.size(of));
    const std::size_t projects = m_index.size(Table::Projects);
    for (Row project = 0; project < projects && !m_poll(); ++project) {
        for (const Index::RoleOf& role : m_index.rolesOn(project)) {
            if (ask.matches(role.role)) {
                asked.set(of == Table::Projects ? project : role.account);
            }
        }
    }
    return Truth::certain(std::move(asked));
}

Truth Terms::reported(const FilterNode& term, Table of)
{
    const Truth reports = aboutReports(term);
    Bitmap asked(m_index.size(of));
    reports.yes.forEach([&](Row report) {
        const auto subject = of == Table::Projects ? m_index.projectOfReport(report) : m_index.accountOfReport(report);
        if (subject) {
            asked.set(*subject);
        }
    });
    return Truth::certain(std::move(asked));
}

Truth Terms::aboutReports(const FilterNode& term)
{
    const TextAsk ask(term);
    return scan(Table::Reports, [&](Row row) -> std::optional<bool> {
        const Report& report = m_index.report(row);
        if (term.field == Field::Created) {
            return askTime(term, report.created);
        }
        return ask.matches(term.field == Field::Reporter ? report.observer : report.kind);
    });
}

Truth Terms::aboutUploads(const FilterNode& term)
{
    return scan(Table::Uploads, [&](Row row) {
        const Upload& upload = m_index.upload(row);
        return term.field == Field::Uploaded ? askTime(term, upload.uploaded) : askNumber(term, upload.size);
    });
}

Result<Truth> Terms::selections(const FilterNode& term, Table of) const
{
    Bitmap members(m_index.size(of));
    for (const FilterValue& value : term.values) {
        const QString& name = std::get<TextTest>(value).text;
        const auto subjects = m_context.selection ? m_context.selection(name) : std::nullopt;
        if (!subjects) {
            return failure(ErrorKind::BadInput,
                           QStringLiteral("At character ") % QString::number(term.position + 1) %
                               QStringLiteral(" of the filter: there is no selection named \"") % forCell(name) %
                               QStringLiteral("\"."),
                           {}, QStringLiteral("Make it first, or take the term out."));
        }
        for (const Subject& subject : *subjects) {
            if (const auto row = m_index.find(subject); row && tableOf(subject.kind) == of) {
                members.set(*row);
            }
        }
    }
    return Truth::certain(std::move(members));
}

} // namespace cordon
