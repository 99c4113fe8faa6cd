// SPDX-License-Identifier: Apache-2.0
#include "core/domain/records.h"

#include <array>
#include <utility>

namespace cordon {

namespace {

using namespace std::string_view_literals;

constexpr std::array kAccountWords{
    std::pair{AccountState::Active, u"active"sv},
    std::pair{AccountState::Frozen, u"frozen"sv},
};
constexpr std::array kProjectWords{
    std::pair{ProjectState::Active, u"active"sv},
    std::pair{ProjectState::Quarantined, u"quarantine-enter"sv},
    std::pair{ProjectState::QuarantineExit, u"quarantine-exit"sv},
    std::pair{ProjectState::Archived, u"archived"sv},
    std::pair{ProjectState::Removed, u"removed"sv},
};

template<class Table, class State>
QString wordOf(const Table& table, State state)
{
    for (const auto& entry : table) {
        if (entry.first == state) {
            return QStringView(entry.second).toString();
        }
    }
    return {};
}

template<class State, class Table>
std::optional<State> stateOf(const Table& table, QStringView word)
{
    for (const auto& entry : table) {
        if (QStringView(entry.second) == word) {
            return entry.first;
        }
    }
    return std::nullopt;
}

} // namespace

QString word(AccountState state)
{
    return wordOf(kAccountWords, state);
}

QString targetState(Verb verb)
{
    switch (verb) {
    case Verb::Quarantine:
        return word(ProjectState::Quarantined);
    case Verb::Clear:
        return word(ProjectState::QuarantineExit);
    case Verb::Ban:
        return word(AccountState::Frozen);
    case Verb::Reinstate:
        return word(AccountState::Active);
    case Verb::Prohibit:
        return QStringLiteral("prohibited");
    case Verb::Permit:
        return QStringLiteral("permitted");
    case Verb::Remove:
        return word(ProjectState::Removed);
    case Verb::Dismiss:
        break;
    }
    return {};
}

QString word(ProjectState state)
{
    return wordOf(kProjectWords, state);
}

std::optional<AccountState> accountStateFromWord(QStringView word)
{
    return stateOf<AccountState>(kAccountWords, word);
}

std::optional<ProjectState> projectStateFromWord(QStringView word)
{
    return stateOf<ProjectState>(kProjectWords, word);
}

bool countsAsActive(ProjectState state) noexcept
{
    return state == ProjectState::Active || state == ProjectState::QuarantineExit;
}

} // namespace cordon
