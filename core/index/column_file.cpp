// SPDX-License-Identifier: Apache-2.0
#include "core/index/column_file.h"

#include "core/index/column_sections.h"

#include <QFile>
#include <QSaveFile>

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <type_traits>
#include <xxhash.h>

namespace cordon {
namespace {

static_assert(std::endian::native == std::endian::little, "sections are written as they lie in memory");

constexpr std::array<char, 16> kMagic{'c', 'o', 'r', 'd', 'o', 'n', '-', 'c', 'o', 'l', 'u', 'm', 'n', 's', '/', '1'};

/// Stands before each section.
struct SectionHead {
    std::uint64_t bytes = 0, checksum = 0;
};

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

/// Sections of a file, one after another. After a failure every further one is empty.
class SectionReader {
public:
    SectionReader(QFile& file, std::stop_token stop) : m_file(file), m_stop(std::move(stop)) {}

    template<class Values>
    void operator()(Values& values)
    {
        using T = typename Values::value_type;
        SectionHead head;
        m_sound = m_sound && !m_stop.stop_requested() &&
                  m_file.read(reinterpret_cast<char*>(&head), sizeof head) == sizeof head &&
                  head.bytes % sizeof(T) == 0 && head.bytes <= static_cast<std::uint64_t>(m_file.bytesAvailable());
        if (!m_sound) {
            return;
        }
        values.resize(head.bytes / sizeof(T));
        const auto bytes = static_cast<qint64>(head.bytes);
        m_sound = m_file.read(reinterpret_cast<char*>(values.data()), bytes) == bytes &&
                  XXH3_64bits(values.data(), head.bytes) == head.checksum;
    }

    [[nodiscard]] bool sound() const { return m_sound; }
    [[nodiscard]] bool atEnd() const { return m_file.atEnd(); }

private:
    QFile& m_file;
    std::stop_token m_stop;
    bool m_sound = true;
};

std::string originBytes(const ColumnOrigin& origin)
{
    std::string bytes(sizeof origin.generation, '\0');
    std::memcpy(bytes.data(), &origin.generation, sizeof origin.generation);
    return bytes.append(origin.cache.constData(), static_cast<std::size_t>(origin.cache.size()));
}

tl::unexpected<Error> damaged(const QString& path)
{
    return failure(ErrorKind::Integrity, QStringLiteral("%1 is damaged.").arg(path),
                   QStringLiteral("Nothing was taken from it."), QStringLiteral("It is made anew from the cache."));
}

} // namespace

Done writeColumns(const Columns& columns, const ColumnOrigin& origin, const QString& path)
{
    QSaveFile file(path);
    file.setDirectWriteFallback(false);
    bool written = file.open(QIODevice::WriteOnly | QIODevice::Unbuffered) &&
                   file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner) &&
                   file.write(kMagic.data(), kMagic.size()) == std::ssize(kMagic);
    const auto write = [&](const void* values, std::size_t bytes) {
        const SectionHead head{bytes, XXH3_64bits(values, bytes)};
        const auto size = static_cast<qint64>(bytes);
        written = written && file.write(reinterpret_cast<const char*>(&head), sizeof head) == sizeof head &&
                  (size == 0 || file.write(static_cast<const char*>(values), size) == size);
    };
    Apart apart(write);
    apart(originBytes(origin));
    forEachSection(apart, columns);
    if (!written || !file.commit()) {
        return failure(ErrorKind::Io, QStringLiteral("%1 cannot be written: %2.").arg(path, file.errorString()),
                       QStringLiteral("The cache is complete without it."),
                       QStringLiteral("The next start takes longer."));
    }
    return {};
}

Result<std::shared_ptr<const Columns>> readColumns(const QString& path, const ColumnOrigin& origin,
                                                   std::stop_token stop)
{
    const auto stopped = failure(ErrorKind::Cancelled, QStringLiteral("Loading the workspace was stopped."));
    if (stop.stop_requested()) {
        return stopped;
    }
    QFile file(path);
    std::array<char, kMagic.size()> magic{};
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered) ||
        file.read(magic.data(), magic.size()) != std::ssize(magic) || magic != kMagic) {
        return std::shared_ptr<const Columns>();
    }
    SectionReader reader(file, stop);
    Together together(reader);
    std::string seen;
    together(seen);
    if (!reader.sound() || seen != originBytes(origin)) {
        return std::shared_ptr<const Columns>();
    }
    auto columns = std::make_shared<Columns>();
    columns->generation = origin.generation;
    forEachSection(together, *columns);
    if (stop.stop_requested()) {
        return stopped;
    }
    if (!reader.sound() || !reader.atEnd() || !areSound(*columns)) {
        return damaged(path);
    }
    return std::shared_ptr<const Columns>(std::move(columns));
}

} // namespace cordon
