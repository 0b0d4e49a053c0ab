# The desk's records: drafts, and bookings being sent.
kept-is-back = { $count ->
    [one] Was Sie eingegeben hatten, ist wieder da.
   *[other] Was Sie eingegeben hatten, ist wieder da: { $count } Entwürfe.
}
kept-newcomer-is-back = Was Sie zu einer neuen Person eingegeben hatten, ist wieder da: { $key } zeigt es.
records-see-problems = Mit den Aufzeichnungen stimmt etwas nicht: siehe Probleme.
records-unusable = Es kann nichts aufgeschrieben werden: { $why }. Was Sie eingeben, geht verloren, wenn dieses Programm endet, und keine Buchung wird gesendet, bevor sie aufgeschrieben werden kann. Schaffen Sie Platz auf der Festplatte, oder sorgen Sie dafür, dass der Ordner beschreibbar ist; bookdesk doctor nennt ihn.
records-held = Es kann nichts aufgeschrieben werden, weil ein anderes Programm { $file } seit einigen Sekunden geöffnet hält. Was Sie eingeben, geht verloren, wenn dieses Programm endet, und keine Buchung wird gesendet, bevor sie aufgeschrieben werden kann. Ein Virenscanner oder eine Datensicherung tut das: Bitten Sie, wer diesen Rechner betreut, den Ordner davon auszunehmen.
records-broken = Die Aufzeichnungen konnten nicht gelesen werden. Sie liegen jetzt unter { $file }, und neue wurden begonnen. War eine Buchung unterwegs, sehen Sie bei der Praxis nach, bevor Sie sie noch einmal buchen.
records-later = Die Aufzeichnungen stammen von einer neueren Version von bookdesk. Sie liegen jetzt unter { $file }, und neue wurden begonnen. Buchungen, die unterwegs waren, stehen in dieser Datei: Sehen Sie bei der Praxis nach, bevor Sie sie noch einmal buchen.
records-gone = Die Aufzeichnungen sind weg: Ihre Datei war leer oder fehlte. Was davon übrig war, liegt jetzt unter { $file }, und neue wurden begonnen. Gibt es eine Kopie der Aufzeichnungen, legen Sie sie zurück; war eine Buchung unterwegs, sehen Sie bei der Praxis nach, bevor Sie sie noch einmal buchen.
records-outgrown = Eine neuere Version von bookdesk arbeitet mit den Aufzeichnungen; diese schreibt deshalb nichts hinein: Was Sie eingeben, wird nicht aufbewahrt, und keine Buchung wird gesendet. Arbeiten Sie in der neueren Version weiter, und schließen Sie diese.
records-no-key = Die Schlüsseldatei { $file } enthält keinen Schlüssel, deshalb kann nichts aufgeschrieben werden: Was Sie eingeben, wird nicht aufbewahrt, und keine Buchung wird gesendet. Legen Sie die richtige Datei zurück. Gibt es keine, benennen Sie diese um: Dann entsteht ein neuer Schlüssel, und frühere Entwürfe bleiben verschlossen.
records-older = Die Aufzeichnungen sind auf einem älteren Stand: Hier gemachte Buchungen fehlen darin und könnten doppelt gebucht werden. Gibt es eine neuere Kopie der Aufzeichnungen, bitte wiederherstellen. Sonst bitte die letzten Buchungen im System der Praxis prüfen; danach übernimmt bookdesk audit accept den jetzigen Stand.
records-unproved = Es ist nicht sicher, ob die Aufzeichnungen vollständig sind: Ihre .head-Datei fehlt, ist leer oder wurde verändert, etwa weil eine Kopie ohne sie zurückgelegt wurde. Hier gemachte Buchungen könnten darin fehlen und doppelt gebucht werden. Gibt es eine vollständige Kopie der Aufzeichnungen, bitte wiederherstellen. Sonst bitte die letzten Buchungen im System der Praxis prüfen; danach übernimmt bookdesk audit accept den jetzigen Stand.
records-key-gone = Die Schlüsseldatei { $file } fehlt. Ohne sie lassen sich die Aufzeichnungen nicht lesen und keine Buchung mit ihnen vergleichen: Es wird nichts gebucht. Bitte die Schlüsseldatei wiederherstellen. Ist sie verloren, legt bookdesk audit accept die alten Aufzeichnungen beiseite und beginnt neue; die letzten Buchungen dann bitte im System der Praxis prüfen.
records-other-key = Die Schlüsseldatei { $file } passt nicht zu den Aufzeichnungen. Sie lassen sich nicht lesen, und keine Buchung lässt sich mit ihnen vergleichen: Es wird nichts gebucht. Bitte die richtige Schlüsseldatei wiederherstellen. Ist sie verloren, legt bookdesk audit accept die alten Aufzeichnungen beiseite und beginnt neue; die letzten Buchungen dann bitte im System der Praxis prüfen.
records-not-shared = Die gemeinsamen Aufzeichnungen der Praxis lassen sich nicht verwenden: { $why }. Andere Arbeitsplätze sehen bis dahin nicht, was hier geschieht, und dieser nicht, was dort geschieht. Gebucht werden kann trotzdem; sagen Sie bitte Bescheid, wo bookdesk betreut wird.
records-set-aside = Etwas von diesem Arbeitsplatz fehlt an den anderen, weil die Datenbank der gemeinsamen Aufzeichnungen es nicht angenommen hat: { $why }. Hier ist es verzeichnet, und alles Spätere wird geteilt. Sehen Sie in der Praxis nach, bevor die Zeit anders vergeben wird, und sagen Sie Bescheid, wo bookdesk betreut wird.
records-unread = { $count ->
    [one] Ein früherer Entwurf lässt sich nicht öffnen: Die Schlüsseldatei ledger.key ist eine andere. Er bleibt in den Aufzeichnungen.
   *[other] { $count } frühere Entwürfe lassen sich nicht öffnen: Die Schlüsseldatei ledger.key ist eine andere. Sie bleiben in den Aufzeichnungen.
}
records-unread-bookings = { $count ->
    [one] Eine Buchung, die vielleicht zustande kam, lässt sich nicht öffnen: Die Schlüsseldatei ledger.key ist eine andere. `bookdesk audit export` sagt, wann und bei wem sie sein sollte: Bitte im System der Praxis nachsehen.
   *[other] { $count } Buchungen, die vielleicht zustande kamen, lassen sich nicht öffnen: Die Schlüsseldatei ledger.key ist eine andere. `bookdesk audit export` sagt, wann und bei wem sie sein sollten: Bitte im System der Praxis nachsehen.
}
records-unread-notes = { $count ->
    [one] Ein Eintrag in den Notizen der Arbeitsplätze lässt sich nicht lesen: Er ist beschädigt oder verändert, oder mit einem anderen Schlüssel verschlossen. Alle anderen werden gezeigt; `bookdesk audit verify` nennt ihn.
   *[other] { $count } Einträge in den Notizen der Arbeitsplätze lassen sich nicht lesen: Sie sind beschädigt oder verändert, oder mit einem anderen Schlüssel verschlossen. Alle anderen werden gezeigt; `bookdesk audit verify` nennt den ersten.
}
desks-unknown = Die anderen Arbeitsplätze sind nicht erreichbar: Was dort notiert oder gebucht ist, kann hier fehlen.
records-elsewhere = Was von hier an { $words } gesendet wurde, kam vielleicht zustande, und niemand sieht nach: Die Konfiguration hat keine solche Praxis. Heißt die Praxis jetzt anders, geben Sie ihr den früheren Namen zurück. Gibt es sie nicht mehr, sehen Sie in ihrem eigenen System nach; `bookdesk audit export` sagt, wann und bei wem.

# Why a file is not opened, read or written. Ends a sentence.
file-refusal = { $why ->
    [missing] diese Datei gibt es nicht
    [exists] es gibt sie schon
    [no-folder] anstelle ihres Ordners liegt eine Datei
    [not-permitted] dafür fehlt die Berechtigung
    [folder] das ist ein Ordner
    [not-regular] das ist keine gewöhnliche Datei
    [link] das ist eine Verknüpfung
    [too-large] sie ist größer als { $limit }
    [no-text] das ist kein Text in UTF-8
    [disk] die Festplatte gibt sie nicht heraus ({ $said })
    [held] ein anderes Programm hält sie seit einigen Sekunden geöffnet, wie es ein Virenscanner oder eine Datensicherung tut: Es sollte diesen Ordner auslassen
   *[system] { $said }
}

# What `bookdesk key rotate` says, behind the new key's fingerprint, and where records are shared.
key-rotated = ist jetzt der Schlüssel dieses Arbeitsplatzes, in { $path }; damit versiegelte Texte: { $count }. Ältere Kopien der Aufzeichnungen öffnet nur der bisherige Schlüssel, der in Kopien der Schlüsseldatei steht
key-shared = es wurde nichts geändert, denn dieser Arbeitsplatz teilt seine Aufzeichnungen mit anderen: Was dort versiegelt ist, braucht an allen Arbeitsplätzen zugleich denselben Schlüssel. Für einen neuen Schlüssel bitte zuerst erledigen, was im Postausgang steht, und alle Arbeitsplätze beenden. Dann in einem leeren Datenordner `bookdesk key new` aufrufen, in `store` eine leere Datenbank nennen, `bookdesk store init` aufrufen, den Schlüssel mit `bookdesk key export` und `bookdesk key import` weitergeben und jeden Arbeitsplatz mit einem leeren Datenordner beginnen. Den alten Schlüssel, die alte Datenbank und die alten Datenordner bitte so lange aufheben, wie sie noch jemand lesen muss
