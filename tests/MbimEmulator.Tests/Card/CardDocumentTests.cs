using MbimEmulator.Card;
using MbimEmulator.Profiles;

namespace MbimEmulator.Tests.Card;

/// <summary>docs/card.md: its files make a card.</summary>
public class CardDocumentTests
{
    [Test]
    public void The_files_of_the_page_are_on_the_card()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "card.md"));
        var yaml = page.Split("```yaml\n")[1].Split("```")[0];
        var session = new CardSession(new UiccCard(CardBuilder.Build(ProfileLoader.Parse("page", "extends: default\n" + yaml))));
        Assert.Multiple(() =>
        {
            Assert.That(Transmit("00a40404" + "07a0000000871002", 0x61), Is.True);
            Assert.That(Transmit("00a40004026f46", 0x61), Is.True);
            Assert.That(Convert.ToHexStringLower(session.Transmit(Convert.FromHexString("00b0000005"))), Is.EqualTo("0043617264" + "9000"));
            Assert.That(Transmit("00a40004026f3e", 0x6A), Is.True);
            Assert.That(Transmit("00a40004026fde", 0x61), Is.True);
            Assert.That(Convert.ToHexStringLower(session.Transmit(Convert.FromHexString("00b0000003"))), Is.EqualTo("0102ff" + "9000"));
            Assert.That(Transmit("00a40804047f666f01", 0x61), Is.True);
            Assert.That(Convert.ToHexStringLower(session.Transmit(Convert.FromHexString("00b208041c"))), Is.EqualTo(new string('f', 56) + "9000"));
        });

        bool Transmit(string command, byte first) => session.Transmit(Convert.FromHexString(command))[^2] == first;
    }
}
