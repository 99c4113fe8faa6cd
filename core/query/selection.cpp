// SPDX-License-Identifier: Apache-2.0
#include "core/query/selection.h"

#include <algorithm>

namespace cordon {
namespace {

template<class S>
auto& bitmapOf(S& selection, SubjectKind kind)
{
    switch (kind) {
    case SubjectKind::Account:
        return selection.accounts;
    case SubjectKind::Project:
        return selection.projects;
    case SubjectKind::Domain:
        break;
    }
    return selection.domains;
}

} // namespace

Selection Selection::none(const Index& index)
{
    return {Bitmap(index.size(Table::Accounts)), Bitmap(index.size(Table::Projects)),
            Bitmap(index.size(Table::Domains))};
}

bool Selection::test(const Index& index, const Subject& subject) const
{
    const auto row = index.find(subject);
    return row && bitmapOf(*this, subject.kind).test(*row);
}

Selection& Selection::operator|=(const Selection& other)
{
    accounts |= other.accounts;
    projects |= other.projects;
    domains |= other.domains;
    return *this;
}

Selection& Selection::operator-=(const Selection& other)
{
    accounts -= other.accounts;
    projects -= other.projects;
    domains -= other.domains;
    return *this;
}

Selection& Selection::operator&=(const Selection& other)
{
    accounts &= other.accounts;
    projects &= other.projects;
    domains &= other.domains;
    return *this;
}

std::vector<Subject> Selection::subjects(const Index& index) const
{
    std::vector<Subject> out;
    out.reserve(static_cast<std::size_t>(count()));
    accounts.forEach([&](Row row) { out.push_back(index.subject(Table::Accounts, row)); });
    projects.forEach([&](Row row) { out.push_back(index.subject(Table::Projects, row)); });
    domains.forEach([&](Row row) { out.push_back(index.subject(Table::Domains, row)); });
    std::sort(out.begin(), out.end());
    return out;
}

ResolvedSelection resolve(const Index& index, const std::vector<Subject>& subjects)
{
    ResolvedSelection out{Selection::none(index), {}};
    for (const Subject& subject : subjects) {
        const auto row = index.find(subject);
        if (row && !index.stubs(tableOf(subject.kind)).test(*row)) {
            bitmapOf(out.set, subject.kind).set(*row);
        } else {
            out.missing.push_back(subject);
        }
    }
    return out;
}

} // namespace cordon
