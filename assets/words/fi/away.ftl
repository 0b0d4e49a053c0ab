# Absences of practitioners.

change-away = { $who } poissa { $when }
change-back = { $who } taas paikalla { $when }
away-already = { $clinic }: tämä poissaolo on jo merkitty.
away-already-do = Mitään ei lähetetty: joku muu on jo merkinnyt sen.
away-no-schedule = { $clinic }: tällä henkilöllä ei ole aikataulua, johon poissaolon voisi merkitä.
away-no-schedule-do = Merkitse se vain näille vastaanotoille, tai pyydä sinne aikataulu.
away-past = Se aika on jo mennyt
away-too-long = Yli { $days } päivän poissaolo merkitään osissa
away-reason-too-long = Syy on liian pitkä
away-is-made = { $what }: { $clinic } on sittenkin merkinnyt sen.
away-is-unknown = { $what }: vielä ei tiedetä, onko se kohteessa { $clinic }. Asia tarkistetaan; katso Ongelmat.
away-is-not-there = { $what }: ei ole kohteessa { $clinic }. Sen voi merkitä uudelleen.
