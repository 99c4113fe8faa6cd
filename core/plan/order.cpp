// SPDX-License-Identifier: Apache-2.0
#include "core/plan/order.h"

#include <QHash>

#include <algorithm>
#include <numeric>

namespace cordon::order {

namespace {

/// Disjoint sets whose representative is always their smallest member: the place of the group.
class Groups {
public:
    explicit Groups(std::size_t size) : m_parent(size) { std::iota(m_parent.begin(), m_parent.end(), 0); }

    std::size_t first(std::size_t member)
    {
        while (m_parent[member] != member) {
            m_parent[member] = m_parent[m_parent[member]];
            member = m_parent[member];
        }
        return member;
    }
    void join(std::size_t a, std::size_t b)
    {
        const std::size_t rootA = first(a);
        const std::size_t rootB = first(b);
        m_parent[std::max(rootA, rootB)] = std::min(rootA, rootB);
    }

private:
    std::vector<std::size_t> m_parent;
};

} // namespace

std::vector<Stop> sideBySide(const std::vector<QString>& projects,
                             const std::map<QString, std::vector<QString>>& bystanders)
{
    QHash<QString, std::size_t> place;
    for (std::size_t i = 0; i < projects.size(); ++i) {
        place.insert(projects[i], i);
    }
    Groups groups(projects.size());
    std::map<std::size_t, std::vector<QString>> reinstatesBehind;
    for (const auto& [account, theirs] : bystanders) {
        std::size_t last = 0;
        for (const QString& project : theirs) {
            groups.join(place.value(theirs.front()), place.value(project));
            last = std::max(last, place.value(project));
        }
        reinstatesBehind[last].push_back(account);
    }
    std::vector<std::vector<std::size_t>> members(projects.size());
    for (std::size_t i = 0; i < projects.size(); ++i) {
        members[groups.first(i)].push_back(i);
    }
    std::vector<Stop> out;
    out.reserve(projects.size());
    for (const std::vector<std::size_t>& group : members) {
        for (const std::size_t member : group) {
            const auto found = reinstatesBehind.find(member);
            out.push_back({projects[member],
                           found == reinstatesBehind.end() ? std::vector<QString>{} : std::move(found->second)});
        }
    }
    return out;
}

} // namespace cordon::order
