// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/index/columns.h"

#include <algorithm>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace cordon {

/// Takes the columns apart. `write(const void*, bytes)` gets each section.
template<class Write>
class Apart {
public:
    explicit Apart(Write write) : m_write(std::move(write)) {}

    template<class T>
    requires std::is_trivially_copyable_v<T>
    void operator()(const std::vector<T>& values) { m_write(values.data(), values.size() * sizeof(T)); }
    void operator()(const std::string& bytes) { m_write(bytes.data(), bytes.size()); }
    void operator()(bool flag) { (*this)(std::vector<std::uint8_t>{static_cast<std::uint8_t>(flag)}); }
    void operator()(const std::vector<QString>& words)
    {
        TextColumn texts;
        for (const QString& word : words) {
            texts.append(word.toStdString());
        }
        (*this)(texts);
    }
    void operator()(const TextColumn& texts)
    {
        (*this)(std::vector<std::uint64_t>{texts.size()});
        (*this)(texts.offsets());
        (*this)(texts.bytes());
    }
    void operator()(const FoldedColumn& texts)
    {
        (*this)(texts.folded());
        (*this)(texts.raw());
    }
    void operator()(const WordColumn& words)
    {
        (*this)(words.codes());
        (*this)(words.words());
    }
    void operator()(const NumberColumn& numbers)
    {
        (*this)(numbers.small());
        std::vector<std::int64_t> large; // row, value, row, value
        for (const auto& [row, value] : numbers.large()) {
            large.push_back(row);
            large.push_back(value);
        }
        (*this)(large);
    }
    template<class T>
    void operator()(const Adjacency<T>& links)
    {
        (*this)(links.offsets());
        (*this)(links.values());
    }
    void operator()(const Bitmap& bitmap)
    {
        (*this)(std::vector<std::uint64_t>{bitmap.size()});
        (*this)(bitmap.words());
    }

private:
    Write m_write;
};

/// Puts them together again. `read(std::vector<T>&)` fills the next section in; what does not fit
/// together ends up empty or short, which areSound() sees.
template<class Read>
class Together {
public:
    explicit Together(Read& read) : m_read(read) {}

    template<class T>
    requires std::is_trivially_copyable_v<T>
    void operator()(std::vector<T>& values) { m_read(values); }
    void operator()(std::string& bytes) { m_read(bytes); }
    void operator()(bool& flag)
    {
        const auto value = next<std::vector<std::uint8_t>>();
        flag = !value.empty() && value.front() != 0;
    }
    void operator()(std::vector<QString>& words)
    {
        const auto texts = next<TextColumn>();
        if (texts.bytes().empty() && texts.size() > 1) {
            return; // a list of different words cannot all be empty: no room for billions of them
        }
        for (Row row = 0; row < texts.size(); ++row) {
            words.push_back(texts.text(row));
        }
    }
    void operator()(TextColumn& texts)
    {
        const auto rows = next<std::vector<std::uint64_t>>();
        auto offsets = next<std::vector<std::uint32_t>>();
        auto bytes = next<std::string>();
        const bool none = offsets.empty() && bytes.empty();
        const bool sound = !rows.empty() && rows.front() < kNoRow &&
                           (none || (offsets.size() == rows.front() + 1 && offsets.front() == 0 &&
                                     offsets.back() == bytes.size() && std::is_sorted(offsets.begin(), offsets.end())));
        texts = sound ? TextColumn(rows.front(), std::move(offsets), std::move(bytes)) : TextColumn();
    }
    void operator()(FoldedColumn& texts)
    {
        auto folded = next<TextColumn>();
        texts = FoldedColumn(std::move(folded), next<TextColumn>());
    }
    void operator()(WordColumn& words)
    {
        auto codes = next<std::vector<std::uint32_t>>();
        words = WordColumn(std::move(codes), next<std::vector<QString>>());
    }
    void operator()(NumberColumn& numbers)
    {
        auto small = next<std::vector<std::uint32_t>>();
        const auto flat = next<std::vector<std::int64_t>>();
        std::vector<std::pair<Row, std::int64_t>> large;
        for (std::size_t i = 0; i + 1 < flat.size(); i += 2) {
            large.emplace_back(static_cast<Row>(flat[i]), flat[i + 1]);
        }
        numbers = NumberColumn(std::move(small), std::move(large));
    }
    template<class T>
    void operator()(Adjacency<T>& links)
    {
        auto offsets = next<std::vector<Row>>();
        links = Adjacency<T>(std::move(offsets), next<std::vector<T>>());
    }
    void operator()(Bitmap& bitmap)
    {
        const auto size = next<std::vector<std::uint64_t>>();
        const auto words = next<std::vector<std::uint64_t>>();
        if (!size.empty() && size.front() < kNoRow && (size.front() + 63) / 64 == words.size()) {
            bitmap = Bitmap(size.front(), true);
            for (std::size_t i = 0; i < words.size(); ++i) {
                bitmap.words()[i] &= words[i]; // no bit beyond the size comes in
            }
        }
    }

private:
    template<class T>
    [[nodiscard]] T next()
    {
        T value;
        (*this)(value);
        return value;
    }
    Read& m_read;
};

} // namespace cordon
