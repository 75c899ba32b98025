using MbimProtocol.Rendering;

namespace MbimProtocol.Tests.Rendering;

public class ForeignTextTests
{
    [TestCase("plain", "plain")]
    [TestCase("Größe 中 \U0001F600", "Größe 中 \U0001F600")]
    [TestCase("a\u202Eb", "a\\u202eb")]
    [TestCase("\u2066x\u2069\u200B\uFEFF\u00AD", "\\u2066x\\u2069\\u200b\\ufeff\\u00ad")]
    [TestCase("\u001b[2J\u009b\0\u007f", "\\u001b[2J\\u009b\\u0000\\u007f")]
    [TestCase("a\n\r\tb\u2028\u2029\u0085", "a\\u000a\\u000d\\u0009b\\u2028\\u2029\\u0085")]
    [TestCase("\U000E0001", "\\udb40\\udc01")]
    public void What_is_not_shown_as_itself_is_written_as_an_escape(string text, string expected) => Assert.That(ForeignText.Escape(text), Is.EqualTo(expected));

    [Test]
    public void Half_a_character_is_none() => Assert.That(ForeignText.Escape("a" + (char)0xD83D + "b" + (char)0xDE00), Is.EqualTo("a\\ud83db\\ude00"));

    [Test]
    public void Lines_stay_where_they_are_wanted() => Assert.That(ForeignText.Escape("a\r\n\tb\u202E", keepLines: true), Is.EqualTo("a\r\n\tb\\u202e"));
}
