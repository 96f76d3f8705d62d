// SPDX-License-Identifier: Apache-2.0
#include "tests/printer/support.h"

#include <array>
#include <cstdio>
#include <fstream>
#include <stdexcept>

#include <stdlib.h>
#include <sys/wait.h>

#include "printer/png.h"
#include "tests/printer/paper_roll.h"
#include "tests/support/places.h"

namespace support {

using namespace hall::printer;

Slip sample_slip() {
    Slip slip;
    slip.hall = "示範市政務服務中心";
    slip.hall_second = "Sample City Government Service Centre";
    slip.service = "社會保險";
    slip.service_second = "Social insurance";
    slip.number = "L012";
    slip.glances = {{"前面還有", "4 人"}, {"預計等候", "10–20 分鐘"}};
    slip.wait_second = "4 ahead · estimated wait 10–20 min";
    slip.where = "請到二樓社會保險區";
    slip.where_second = "Please go to Social Insurance, 2F";
    slip.counters = "窗口 17 18 19 20 21";
    slip.item = {"事項", "社會保障卡補領換領"};
    slip.documents_label = "請備好";
    slip.documents = {"居民身份證", "原證件（如有）"};
    slip.qr = "GH1.T.SAMPLE.250115.L.012.7K3QF9ZA";
    slip.qr_caption = "掃碼查看進度";
    slip.qr_caption_second = "Scan to follow your place";
    slip.rules = {"過號請在 30 分鐘內到窗口或諮詢台重新排隊"};
    slip.valid = "當日有效";
    slip.issued_at = "2025-01-15 09:42:17";
    slip.kiosk = "K01";
    slip.running_no = "No. 000318";
    slip.phones = {"諮詢 000-5550103　投訴 000-5550101 / 12345"};
    return slip;
}

Slip long_slip() {
    Slip slip = sample_slip();
    slip.hall = "示範市經濟技術開發區行政審批與公共資源交易政務服務中心（北區分中心）";
    slip.hall_second =
        "Sample City Economic and Technological Development Zone Government Service Centre, "
        "Northern Branch";
    slip.marks = {"優先", "預約 10:00–10:30", "已預審", "補印", "離線號票"};
    slip.service = "孤兒和事實無人撫養兒童基本生活費、「特困人員」救助供養";
    slip.service_second = "Basic living allowance for orphans and de facto unattended children";
    slip.number = "AZ0012";
    slip.glances.clear();
    slip.wait = "前面還有 128 人，預計等候 110–185 分鐘；12:00 至 14:00 暫停，14:00 後繼續叫號";
    slip.where = "請到三樓不動產登記與房屋交易測繪綜合服務區（乘電梯左轉）";
    slip.counters = "窗口 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 33";
    slip.item = {"事項", "房屋產權交易（存量房）網簽備案、商品房買賣合同備案變更與撤銷"};
    slip.documents = {
        "居民身份證、戶口簿或其他有效身份證明文件的原件及複印件各一份（驗原件留複印件）",
        "不動產權證書", "https://hall.example/forms/very-long-name-of-a-form.pdf"};
    slip.qr = "https://hall.sample.example/t/9f86d081884c7d659a2feaa0c55ad015";
    slip.attempt = 3;
    return slip;
}

std::vector<std::uint8_t> load(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) {
        throw std::runtime_error(path.string() + " cannot be read");
    }
    std::vector<std::uint8_t> bytes(std::filesystem::file_size(path));
    file.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    return bytes;
}

void save(const std::filesystem::path& path, const std::string& text) {
    std::ofstream file(path, std::ios::binary);
    file << text;
}

Bitmap load_picture(const std::filesystem::path& path) {
    const auto bytes = load(path);
    return decode_png(bytes).value();
}

Fonts& fonts() {
    static const std::unique_ptr<Fonts> kept = [] {
        const auto file = [](const char* name, int face) {
            auto bytes = std::make_shared<const std::vector<std::uint8_t>>(
                load(std::string("/usr/share/fonts/opentype/") + name));
            return FontFile{bytes, *bytes, face, face == 3 ? 2 : face};
        };
        return std::move(Fonts::open(file("noto/NotoSansCJK-Regular.ttc", 3),
                                     file("noto/NotoSansCJK-Bold.ttc", 3),
                                     file("inter/InterDisplay-Bold.otf", 0))
                             .value());
    }();
    return *kept;
}

Profile profile(const std::string& name) {
    const auto text = load(hall::support::source_dir() + "/assets/printers/" + name + ".toml");
    return parse_profile(std::string(text.begin(), text.end())).value();
}

JobKey key(const char* text) {
    return JobKey::from(text).value();
}

TemporaryDirectory::TemporaryDirectory() {
    std::string name = (std::filesystem::temp_directory_path() / "hall-printer-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) {
        throw std::runtime_error("no temporary directory");
    }
    path_ = name;
}

TemporaryDirectory::~TemporaryDirectory() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

Ran run(const std::string& command) {
    Ran ran;
    FILE* pipe = popen(("{ " + command + "; } 2>&1").c_str(), "r");
    if (pipe == nullptr) {
        throw std::runtime_error("popen");
    }
    std::array<char, 512> buffer{};
    while (const std::size_t count = fread(buffer.data(), 1, buffer.size(), pipe)) {
        ran.output.append(buffer.data(), count);
    }
    const int status = pclose(pipe);
    ran.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128;
    return ran;
}

Bitmap small_paper(unsigned seed, int width_dots) {
    Bitmap paper = Bitmap::blank(width_dots, 200);
    for (int y = 0; y < paper.height_dots; ++y) {
        for (int x = 0; x < width_dots; ++x) {
            paper.set(x, y, (x / 9 + y / 7 * static_cast<int>(seed + 1)) % 3 == 0);
        }
    }
    defuse(paper);
    return paper;
}

}  // namespace support
