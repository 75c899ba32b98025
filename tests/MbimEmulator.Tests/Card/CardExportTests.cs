using MbimEmulator.Card;
using MbimEmulator.Profiles;
using MbimEmulator.Tests.Card.Keys;

namespace MbimEmulator.Tests.Card;

/// <summary>The files of a card as they are now make a card with the same files.</summary>
public class CardExportTests
{
    private const string Fairwaves = "card_backup_3b9f96801fc78031a073be21136744220610000001a9_8988219000000117833.script";

    [Test]
    public void A_card_that_was_written_to_is_copied_byte_for_byte()
    {
        var bench = new CardBench("phonebook: [{ name: Anna, number: '123' }]");
        bench.Play($"""
            {CardBench.VerifyAdministrator} = 9000
            00a40804 02 2f50 = 61*
            00d60002 03 ffeeff = 9000
            00a40804 02 2f51 = 61*
            00dc0304 04 ffffffff = 9000
            00dc0404 04 ff0000ff = 9000
            00a40804 02 2f52 = 61*
            8032000003 000002 = 61*
            00a40804 02 2f54 = 61*
            00040000 = 9000
            """);

        var copy = CopyOf(bench.Card);

        AssertSame(copy, bench.Card);
        Assert.Multiple(() =>
        {
            Assert.That(ContentOf(copy, "3f00/2f50"), Is.EqualTo("0001ffeeff05060708090a0b0c0d0e0f"));
            Assert.That(ContentOf(copy, "3f00/2f51"), Is.EqualTo("a1a1a1a1b2b2b2b2ffffffffff0000ff"));
            Assert.That(ContentOf(copy, "3f00/2f52"), Does.StartWith("000007000005"));
            Assert.That(new CardBench(copy).Send("00a40804022f54"), Does.StartWith("61"), "a deactivated file can be selected");
            Assert.That(copy.IsActive(copy.Image.Files.First(file => CardPath.Of(file) == "3f00/2f54")), Is.False);
        });
    }

    [Test]
    public void Applications_of_one_kind_keep_their_names_apart_and_one_that_is_no_file_stays_none()
    {
        const string Other = "a0000000871002ff44ff0189";
        var card = new UiccCard(CardBuilder.Build(CardBench.Parse("", $$"""
              {{Other}}: { kind: application }
              {{Other}}/6f07: { kind: transparent, content: '08' }
              a000000003000000: { fcp: 620a 8408 a000000003000000 }
        """)));
        var export = CardExport.Of(card);

        Assert.That(export.Files.Select(file => file.Path), Does.Contain(Other).And.Contain($"{Other}/6f07").And.Contain("usim/6f07"));
        AssertSame(new UiccCard(CardBuilder.Build(new ModemProfile { Sim = new SimProfile { Files = export } })), card);
    }

    [Test]
    public void A_real_UICC_is_copied_with_its_access_conditions()
    {
        var recorded = RecordedCard.Read(Fairwaves);
        var card = new UiccCard(CardBuilder.Build(recorded.Profile(file => new CardFileProfile
        {
            Path = file.Path,
            Fcp = [.. file.Template],
            Content = file.Content.Count == 0 ? null : [.. file.Content],
        })));

        AssertSame(CopyOf(card), card);
    }

    [Test]
    public void Neither_pins_nor_keys_are_in_it()
    {
        const string Secret = "00112233445566778899aabbccddeeff";
        var profile = CardBench.Parse($"keys: {{ k: {Secret}, op: {Secret} }}\n  pin1: {{ pin: '90817263', puk: '54637281' }}\n  adm1: 1122334455667788");
        var text = string.Concat(CardExport.Of(new UiccCard(CardBuilder.Build(profile))).Files.Select(file => Hex.Of(file.Fcp.AsSpan()) + Hex.Of((file.Content ?? []).AsSpan())));
        Assert.Multiple(() =>
        {
            foreach (var secret in new[] { Secret, "3930383137323633", "3534363337323831", "1122334455667788" })
            {
                Assert.That(text, Does.Not.Contain(secret));
            }
        });
    }

    private static UiccCard CopyOf(UiccCard card) => new(CardBuilder.Build(new ModemProfile { Sim = new SimProfile { Files = CardExport.Of(card) } }));

    private static string ContentOf(UiccCard card, string path) => Hex.Of(card.Read(card.Image.Files.First(file => CardPath.Of(file) == path)));

    private static void AssertSame(UiccCard copy, UiccCard card)
    {
        Assert.That(copy.Image.Files, Has.Count.EqualTo(card.Image.Files.Count));
        Assert.Multiple(() =>
        {
            foreach (var (ours, theirs) in copy.Image.Files.Zip(card.Image.Files))
            {
                Assert.That(CardPath.Of(ours), Is.EqualTo(CardPath.Of(theirs)));
                Assert.That(TemplateOf(copy, ours), Is.EqualTo(TemplateOf(card, theirs)), CardPath.Of(theirs));
                Assert.That(Hex.Of(copy.Read(ours)), Is.EqualTo(Hex.Of(card.Read(theirs))), CardPath.Of(theirs));
            }
        });
    }

    private static string TemplateOf(UiccCard card, CardFile file)
    {
        var template = new byte[2 * FileControl.MaxTemplate];
        return Hex.Of(template.AsSpan(0, file.Control.Write(card.Read(file).Length, card.IsActive(file), 0, CardKeys.References, template)));
    }
}
