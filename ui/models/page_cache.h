// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <utility>
#include <vector>

namespace cordon::ui {

/// What has been worked out of many numbered things, and which ones somebody looked for in vain.
/// Keeps a bounded number, those looked at last; answers to an older question are dropped. Value.
template<class T>
class PageCache {
public:
    /// At least `keep` and at most twice as many are held; of the wanted ones the last `want`.
    explicit PageCache(std::size_t keep = 2048, std::size_t want = 256) : m_keep(keep), m_want(want) {}

    /// Forgets everything: what is still under way answers an older question.
    void restart()
    {
        ++m_generation;
        m_young.clear();
        m_old.clear();
        m_wanted.clear();
    }
    [[nodiscard]] std::uint64_t generation() const { return m_generation; }

    /// Null where it is not known; it is then wanted. Valid until the next call.
    [[nodiscard]] const T* find(std::size_t number)
    {
        if (const auto young = m_young.find(number); young != m_young.end()) {
            return &young->second;
        }
        if (const auto old = m_old.find(number); old != m_old.end()) {
            T value = std::move(old->second);
            m_old.erase(old);
            return &hold(number, std::move(value));
        }
        want(number);
        return nullptr;
    }

    /// False for an answer to an older question.
    bool put(std::uint64_t generation, std::size_t number, T value)
    {
        if (generation != m_generation) {
            return false;
        }
        hold(number, std::move(value));
        return true;
    }

    [[nodiscard]] bool wantsAny() const { return !m_wanted.empty(); }
    /// What is wanted, ascending, each once; nothing is wanted after that.
    [[nodiscard]] std::vector<std::size_t> takeWanted()
    {
        std::vector<std::size_t> wanted;
        wanted.swap(m_wanted);
        std::sort(wanted.begin(), wanted.end());
        wanted.erase(std::unique(wanted.begin(), wanted.end()), wanted.end());
        return wanted;
    }
    [[nodiscard]] std::size_t size() const { return m_young.size() + m_old.size(); }

private:
    void want(std::size_t number)
    {
        // A row is asked for once a cell.
        if (!m_wanted.empty() && m_wanted.back() == number) {
            return;
        }
        if (m_wanted.size() >= 2 * m_want) {
            m_wanted.erase(m_wanted.begin(), m_wanted.end() - std::ptrdiff_t(m_want));
        }
        m_wanted.push_back(number);
    }

    const T& hold(std::size_t number, T value)
    {
        if (m_young.size() >= m_keep) {
            m_old = std::exchange(m_young, {});
        }
        return m_young.insert_or_assign(number, std::move(value)).first->second;
    }

    std::size_t m_keep, m_want;
    std::uint64_t m_generation = 0;
    std::unordered_map<std::size_t, T> m_young, m_old;
    std::vector<std::size_t> m_wanted;
};

} // namespace cordon::ui
